using System.Reflection;

namespace PolicyLayer.Packaging.Tests;

/// <summary>
/// A new console project outside the repository that takes a packed library of ours from a local feed, as a user's would from
/// the public one.
/// </summary>
internal sealed class EmptyConsole : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("policylayer-consumer-");
    private readonly PackedLibraries _packed;
    private readonly string _library;
    private readonly bool _withHosting;

    internal EmptyConsole(PackedLibraries packed, string library = "PolicyLayer.Core", bool withHosting = false)
    {
        _packed = packed;
        _library = library;
        _withHosting = withHosting;
        Write("Consumer.csproj", Project);
        Write("nuget.config", Sources);
    }

    // Our package goes to a folder of its own; everything else is taken from where this machine has it already.
    private string Project => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <NuGetAudit>false</NuGetAudit>
            <RestorePackagesPath>packages</RestorePackagesPath>
            <RestoreFallbackFolders>{MachineValue("NuGetPackageRoot")}</RestoreFallbackFolders>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="{_library}" Version="{_packed.Version}" />
            {(_withHosting ? $"""<PackageReference Include="Microsoft.Extensions.Hosting" Version="{MachineValue("HostingVersion")}" />""" : "")}
          </ItemGroup>
        </Project>
        """;

    private string Sources => $"""
        <configuration>
          <packageSources>
            <add key="packed" value="{_packed.Feed}" />
          </packageSources>
        </configuration>
        """;

    /// <summary>The program, once it is built.</summary>
    internal string Program => Path.Combine(_folder.FullName, "out", "Consumer.dll");

    /// <summary>Builds <paramref name="program"/> as the whole of the project, runs it, and returns what it printed.</summary>
    internal async Task<string> Run(string program, params string[] arguments)
    {
        await Build(program);
        return await DotNetCommand.Run(_folder.FullName, [Program, .. arguments]);
    }

    /// <summary>Builds <paramref name="program"/> as the whole of the project.</summary>
    internal async Task Build(string program)
    {
        Write("Program.cs", program);
        await DotNetCommand.Run(_folder.FullName, "build", "-c", "Release", "-o", "out");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string MachineValue(string key) => typeof(EmptyConsole).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);
}
