namespace PolicyLayer.Core.Risk;

/// <summary>How a verb stands in a sentence.</summary>
internal enum VerbForm
{
    /// <summary>"delete"</summary>
    Base,

    /// <summary>"deletes", which may also be the plural of a noun.</summary>
    ThirdPerson,

    /// <summary>"deleting"</summary>
    Gerund,
}
