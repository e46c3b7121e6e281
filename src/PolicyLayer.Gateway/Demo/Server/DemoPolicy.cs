namespace PolicyLayer.Gateway.Demo.Server;

/// <summary>The policy of the demo: the very file of the repository's examples, carried inside the program.</summary>
internal static class DemoPolicy
{
    private const string Resource = "ableton-demo.json";

    internal static string Read()
    {
        using var stream = typeof(DemoPolicy).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
