namespace PolicyLayer.Core.Risk;

/// <summary>What is worth knowing of a tool beside its category, which it does not change.</summary>
public enum RiskSignal
{
    /// <summary>Acts on many targets at once.</summary>
    ManyTargets = 0,

    /// <summary>Administers a system or the rights of people.</summary>
    Administrative = 1,

    /// <summary>Takes code, a command or a query in free form.</summary>
    FreeFormCode = 2,

    /// <summary>Takes the path of a file or folder.</summary>
    FilePath = 3,

    /// <summary>Takes a URL.</summary>
    Url = 4,

    /// <summary>Takes raw markup, such as HTML.</summary>
    RawMarkup = 5,

    /// <summary>Handles passwords, keys or other credentials.</summary>
    Credentials = 6,

    /// <summary>Has unusually many parameters.</summary>
    ManyParameters = 7,
}
