namespace PolicyLayer.Core.Evaluation;

/// <summary>A call while it is judged, with the members of its arguments that were found for all conditions at once.</summary>
internal readonly ref struct JudgedCall
{
    private readonly ref readonly ToolCall _call;
    private readonly ReadOnlySpan<FoundMember> _members;

    /// <summary>A call of which nothing was found beforehand: every condition looks for itself.</summary>
    internal JudgedCall(in ToolCall call) => _call = ref call;

    internal JudgedCall(in ToolCall call, ReadOnlySpan<FoundMember> members)
    {
        _call = ref call;
        _members = members;
    }

    internal ref readonly ToolCall Call => ref _call;

    /// <summary>What a <see cref="MemberIndex"/> found, slot by slot; empty if none was asked.</summary>
    internal ReadOnlySpan<FoundMember> Members => _members;
}
