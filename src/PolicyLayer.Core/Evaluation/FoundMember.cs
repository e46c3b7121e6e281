using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace PolicyLayer.Core.Evaluation;

/// <summary>
/// What looking for a key among the members of an object has come to so far. The default says that there is none.
/// </summary>
internal struct FoundMember
{
    private JsonElement _value;

    /// <summary>What was found; a value of <c>null</c> too.</summary>
    internal Resolution Resolution { get; private set; }

    /// <summary>The value if there is one, and it is certain which.</summary>
    [UnscopedRef]
    internal readonly ref readonly JsonElement Value => ref _value;

    /// <summary>Whether the key is ambiguous, whatever else the object holds.</summary>
    internal readonly bool IsAmbiguous => Resolution > Resolution.Found;

    /// <summary>Adds a member whose key matches in one way or the other. The first ambiguity stays.</summary>
    internal void Add(KeyMatch match, JsonElement value)
    {
        if (IsAmbiguous)
            return;

        // Which of the values another reader would take is not known, so none of them goes out.
        if (match == KeyMatch.CaseVariant || Resolution == Resolution.Found)
        {
            Resolution = match == KeyMatch.CaseVariant ? Resolution.CaseVariant : Resolution.DuplicateKey;
            _value = default;
            return;
        }

        Resolution = Resolution.Found;
        _value = value;
    }
}
