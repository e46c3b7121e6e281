using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PolicyLayer.Core.Approvals;

/// <summary>
/// What an approval is bound to: one hash over all that makes a call this call. Each part is hashed with its length before it, so
/// that no two lists of parts give the same bytes.
/// </summary>
internal static class CallDigest
{
    // Tells these hashes from any other, and from those of a later form.
    private const string Form = "PolicyLayer approval 1";

    // No part is that long.
    private const long Absent = -1;

    /// <summary>The digest in hexadecimal digits.</summary>
    /// <param name="policy">The hash of the policy's text.</param>
    /// <param name="call">The call; its caller has a server and a grant.</param>
    /// <param name="arguments">The arguments, as <see cref="CanonicalArguments"/> writes them.</param>
    internal static string Of(ReadOnlySpan<byte> policy, in ToolCall call, string arguments)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, Form);
        Add(hash, policy);
        Add(hash, call.CallerInPlace.Server);
        Add(hash, call.CallerInPlace.Grant);
        Add(hash, call.CallerInPlace.Session);
        Add(hash, call.Tool);
        Add(hash, arguments);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // As UTF-16, since UTF-8 has no form for every string, and two grants must not become one.
    private static void Add(IncrementalHash hash, string? part)
    {
        if (part is null)
            AddLength(hash, Absent);
        else
            Add(hash, MemoryMarshal.AsBytes(part.AsSpan()));
    }

    private static void Add(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        AddLength(hash, part.Length);
        hash.AppendData(part);
    }

    private static void AddLength(IncrementalHash hash, long length)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, length);
        hash.AppendData(bytes);
    }
}
