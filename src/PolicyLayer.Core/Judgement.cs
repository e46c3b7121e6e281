namespace PolicyLayer.Core;

/// <summary>
/// What judging a condition or a rule came to: it holds, it fails, or it is a mismatch. Every value but the first two is a
/// mismatch and says why: the value is there but cannot be judged, so nothing may be concluded from it.
/// </summary>
/// <remarks>New reasons for a mismatch may be added.</remarks>
public enum Judgement
{
    /// <summary>It holds.</summary>
    Holds,

    /// <summary>It does not hold.</summary>
    Fails,

    /// <summary>The value is of another JSON type than the operator judges.</summary>
    WrongType,

    /// <summary>The array has an element that cannot be compared with what is looked for.</summary>
    WrongElement,

    /// <summary>The number has more digits, or a larger exponent, than can be compared exactly.</summary>
    NotExact,

    /// <summary>The string is longer than the operator takes.</summary>
    TooLong,

    /// <summary>The string holds half of a surrogate pair, or bytes that are not UTF-8.</summary>
    BrokenText,

    /// <summary>The string is not an absolute path, or one that servers may read differently.</summary>
    NotAPath,

    /// <summary>A step of the path leads into a value of the wrong type, such as a name into a number.</summary>
    WrongStep,

    /// <summary>A key on the path occurs twice.</summary>
    DuplicateKey,

    /// <summary>A key differs from one on the path only by case.</summary>
    CaseVariant,
}
