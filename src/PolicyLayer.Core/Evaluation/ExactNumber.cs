namespace PolicyLayer.Core.Evaluation;

/// <summary>Reads JSON numbers exactly, without binary floating point.</summary>
internal static class ExactNumber
{
    /// <summary>
    /// Reads a number in the grammar of JSON. <see langword="false"/> if it is not one, or has more than 28 significant digits
    /// or an exponent that a decimal cannot hold exactly.
    /// </summary>
    internal static bool TryParse(ReadOnlySpan<byte> utf8Lexeme, out decimal value) =>
        throw new NotSupportedException($"{utf8Lexeme.Length}");
}
