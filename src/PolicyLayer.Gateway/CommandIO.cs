using PolicyLayer.Gateway.Output;

namespace PolicyLayer.Gateway;

/// <summary>What a command reads and writes.</summary>
/// <param name="Input">Standard input, as bytes.</param>
/// <param name="Output">Standard output, in UTF-8.</param>
/// <param name="Error">Standard error.</param>
/// <param name="IsTerminal">Whether a person watches the output on a terminal, which can show colour.</param>
internal sealed record CommandIO(Stream Input, TextWriter Output, TextWriter Error, bool IsTerminal)
{
    /// <summary>Says in one line on standard error what could not be done.</summary>
    internal void WriteFailure(string message) => Error.WriteLine("policylayer: " + Printable.Line(message));
}
