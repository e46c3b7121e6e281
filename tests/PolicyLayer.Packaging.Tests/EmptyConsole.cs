using System.Reflection;

namespace PolicyLayer.Packaging.Tests;

/// <summary>
/// A new console project outside the repository that takes the packed engine from a local feed, as a user's would from
/// the public one.
/// </summary>
internal sealed class EmptyConsole : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("policylayer-consumer-");
    private readonly PackedCore _core;

    internal EmptyConsole(PackedCore core)
    {
        _core = core;
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
            <RestoreFallbackFolders>{MachinePackages}</RestoreFallbackFolders>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="PolicyLayer.Core" Version="{_core.Version}" />
          </ItemGroup>
        </Project>
        """;

    private string Sources => $"""
        <configuration>
          <packageSources>
            <add key="packed" value="{_core.Feed}" />
          </packageSources>
        </configuration>
        """;

    private static string MachinePackages => typeof(EmptyConsole).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "NuGetPackageRoot").Value!;

    /// <summary>Builds <paramref name="program"/> as the whole of the project, runs it, and returns what it printed.</summary>
    internal async Task<string> Run(string program)
    {
        Write("Program.cs", program);
        await DotNetCommand.Run(_folder.FullName, "build", "-c", "Release", "-o", "out");
        return await DotNetCommand.Run(_folder.FullName, "out/Consumer.dll");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);
}
