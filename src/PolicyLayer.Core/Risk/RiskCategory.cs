namespace PolicyLayer.Core.Risk;

/// <summary>What a call of a tool does, from the most harmless to the gravest.</summary>
public enum RiskCategory
{
    /// <summary>Retrieves; nothing changes.</summary>
    Read = 0,

    /// <summary>Creates or changes data in a way that can be taken back.</summary>
    Write = 1,

    /// <summary>Triggers an action or runs code; the effect depends on the arguments and reaches beyond the call.</summary>
    Execute = 2,

    /// <summary>Deletes, overwrites or revokes for good.</summary>
    Destructive = 3,

    /// <summary>Moves money, or commits to move it.</summary>
    Financial = 4,
}
