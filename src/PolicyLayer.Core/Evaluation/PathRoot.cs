namespace PolicyLayer.Core.Evaluation;

/// <summary>Where a path starts. The two never mix.</summary>
internal enum PathRoot
{
    /// <summary>The caller's arguments.</summary>
    Arguments,

    /// <summary>The facts that the host vouches for.</summary>
    Context,
}
