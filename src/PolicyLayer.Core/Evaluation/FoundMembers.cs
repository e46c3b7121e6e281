using System.Runtime.CompilerServices;

namespace PolicyLayer.Core.Evaluation;

/// <summary>Room on the stack for what a <see cref="MemberIndex"/> finds.</summary>
[InlineArray(MemberIndex.MaxKeys)]
internal struct FoundMembers
{
    private FoundMember _first;
}
