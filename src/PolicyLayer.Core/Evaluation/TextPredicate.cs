using System.Buffers;

namespace PolicyLayer.Core.Evaluation;

/// <summary>Judges strings by their characters, however they are written. Other values are mismatches. Immutable.</summary>
internal abstract class TextPredicate : Predicate
{
    private const int MaxUnitsOnStack = 256;

    internal sealed override Judgement Judge(in WrittenValue value)
    {
        if (!value.IsString)
            return Judgement.WrongType;

        // No character is written in fewer bytes than it has UTF-16 units.
        var written = value.Inside;
        char[]? rented = null;
        var characters = written.Length <= MaxUnitsOnStack
            ? stackalloc char[MaxUnitsOnStack]
            : (rented = ArrayPool<char>.Shared.Rent(written.Length));
        var judgement = EscapedText.TryDecode(written, characters, out var length)
            ? JudgeText(characters[..length])
            : Judgement.TooLong;

        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        return judgement;
    }

    /// <summary>Judges the characters of a string. They are a copy that may be overwritten.</summary>
    protected abstract Judgement JudgeText(Span<char> text);
}
