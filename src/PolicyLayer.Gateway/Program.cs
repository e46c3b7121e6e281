using System.Text;

namespace PolicyLayer.Gateway;

internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var io = new CommandIO(Console.OpenStandardInput(), Console.Out, Console.Error, !Console.IsOutputRedirected);
        return PolicyLayerCommand.RunAsync(args, io);
    }
}
