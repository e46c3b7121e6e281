using System.Diagnostics.CodeAnalysis;
using PolicyLayer.Core.Compilation;
using PolicyLayer.Core.Evaluation;
using PolicyLayer.Core.Limits;
using PolicyLayer.Core.Validation;

namespace PolicyLayer.Core;

/// <summary>
/// A loaded and compiled policy document of format version 1. Immutable and safe to share between threads, evaluators and
/// callers. Usage is counted by the evaluator, never here.
/// </summary>
public sealed class Policy
{
    internal Policy(string name, PolicyPlan plan, byte[] hash)
    {
        Name = name;
        Plan = plan;
        Hash = hash;
    }

    /// <summary>The name under which the host knows the policy.</summary>
    public string Name { get; }

    internal PolicyPlan Plan { get; }

    /// <summary>The counters of the policy, one limit for each.</summary>
    internal LimitPlan[] Counters => Plan.Counters;

    /// <summary>The SHA-256 hash of the document's text: what an approval of a call under this policy is bound to.</summary>
    internal byte[] Hash { get; }

    /// <summary>
    /// What the policy says of a call by the tool's name alone, as one of <see cref="DecisionCodes"/>, in shadow mode as well;
    /// <see langword="null"/> if rules, limits or nothing at all decide it.
    /// </summary>
    internal string? CodeByName(string tool) => Plan.Find(tool).Always?.Code;

    /// <summary>Loads a policy document, and finds every mistake in it.</summary>
    /// <param name="utf8Json">The document: strict JSON in UTF-8, at most 1 MiB; a byte-order mark is skipped.</param>
    /// <param name="name">The name under which the host knows the policy.</param>
    /// <returns>The policy, or all errors of the document; warnings in either case.</returns>
    [RequiresUnreferencedCode(SchemaReflection.Trimmed)]
    [RequiresDynamicCode(SchemaReflection.Compiled)]
    public static PolicyLoadResult Load(ReadOnlySpan<byte> utf8Json, string name = "policy")
    {
        ArgumentNullException.ThrowIfNull(name);
        return PolicyLoader.Load(utf8Json, name);
    }

    /// <summary>Loads a policy document from text, and finds every mistake in it.</summary>
    /// <param name="json">The document: strict JSON, at most 1 MiB as UTF-8.</param>
    /// <param name="name">The name under which the host knows the policy.</param>
    /// <returns>The policy, or all errors of the document; warnings in either case.</returns>
    [RequiresUnreferencedCode(SchemaReflection.Trimmed)]
    [RequiresDynamicCode(SchemaReflection.Compiled)]
    public static PolicyLoadResult Load(string json, string name = "policy")
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(name);
        return PolicyLoader.Load(json, name);
    }

    /// <summary>Loads a policy document from a stream, and finds every mistake in it.</summary>
    /// <param name="utf8Json">
    /// The document, from the stream's position to its end: strict JSON in UTF-8, at most 1 MiB; a byte-order mark is skipped.
    /// Of a longer document, only as much is read as shows that it is too long. The stream stays open.
    /// </param>
    /// <param name="name">The name under which the host knows the policy.</param>
    /// <returns>The policy, or all errors of the document; warnings in either case.</returns>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="NotSupportedException">The stream is not for reading.</exception>
    /// <exception cref="ObjectDisposedException">The stream is closed.</exception>
    [RequiresUnreferencedCode(SchemaReflection.Trimmed)]
    [RequiresDynamicCode(SchemaReflection.Compiled)]
    public static PolicyLoadResult Load(Stream utf8Json, string name = "policy")
    {
        ArgumentNullException.ThrowIfNull(utf8Json);
        ArgumentNullException.ThrowIfNull(name);
        return PolicyLoader.Load(utf8Json, name);
    }

    /// <summary>Loads a policy document from a file, and finds every mistake in it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The name under which the host knows the policy; by default the file's name without its extension.</param>
    /// <returns>The policy, or all errors of the document; warnings in either case.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    [RequiresUnreferencedCode(SchemaReflection.Trimmed)]
    [RequiresDynamicCode(SchemaReflection.Compiled)]
    public static PolicyLoadResult LoadFile(string path, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return PolicyLoader.LoadFile(path, name ?? Path.GetFileNameWithoutExtension(path));
    }

    /// <summary>Loads a policy document from text, for callers to whom a mistake in it is exceptional.</summary>
    /// <param name="json">The document.</param>
    /// <param name="name">The name under which the host knows the policy.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="PolicyLoadException">The document has errors; the exception carries all of them.</exception>
    [RequiresUnreferencedCode(SchemaReflection.Trimmed)]
    [RequiresDynamicCode(SchemaReflection.Compiled)]
    public static Policy Parse(string json, string name = "policy") => Load(json, name).GetPolicyOrThrow();
}
