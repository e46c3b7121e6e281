namespace PolicyLayer.Core.Evaluation;

/// <summary>Where in a string another one is looked for.</summary>
internal enum SubstringPlace
{
    /// <summary><c>contains</c></summary>
    Anywhere,

    /// <summary><c>starts_with</c></summary>
    Start,

    /// <summary><c>ends_with</c></summary>
    End,
}
