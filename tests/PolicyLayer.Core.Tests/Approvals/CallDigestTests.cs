using System.Security.Cryptography;
using PolicyLayer.Core.Approvals;

namespace PolicyLayer.Core.Tests.Approvals;

public sealed class CallDigestTests
{
    private static readonly byte[] Policy = SHA256.HashData("policy"u8);

    [Fact]
    public void It_is_the_hash_of_every_part_with_its_length()
    {
        var digest = CallDigest.Of(Policy, new("t", null, new("s", "g")), "{}");

        byte[] parts =
        [
            .. Part("PolicyLayer approval 1"), .. BitConverter.GetBytes((long)Policy.Length), .. Policy,
            .. Part("s"), .. Part("g"), .. BitConverter.GetBytes(-1L), .. Part("t"), .. Part("{}"),
        ];
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(parts)), digest);
    }

    [Fact]
    public void No_two_calls_have_the_same()
    {
        (string Server, string Grant, string? Session, string Tool, string Arguments)[] calls =
        [
            ("a", "b", "c", "d", "{}"),
            ("ab", "", "c", "d", "{}"),
            ("", "ab", "c", "d", "{}"),
            ("a", "bc", "", "d", "{}"),
            ("a", "bc", null, "d", "{}"),
            ("a", "b", "", "cd", "{}"),
            ("a", "b", "cd", "", "{}"),
            ("a", "b", "c", "d{}", ""),
            ("a", "b", "c", "d", ""),
            ("b", "a", "c", "d", "{}"),
            ("a", "\ud800", "c", "d", "{}"),
            ("a", "\ufffd", "c", "d", "{}"),
            ("a", "\udc00", "c", "d", "{}"),
        ];

        var digests = calls
            .Select(call => CallDigest.Of(Policy, new(call.Tool, null, new(call.Server, call.Grant, call.Session)), call.Arguments))
            .Append(CallDigest.Of(SHA256.HashData("another policy"u8), new("d", null, new("a", "b", "c")), "{}"));

        Assert.Equal(calls.Length + 1, digests.Distinct().Count());
    }

    private static byte[] Part(string text) =>
        [.. BitConverter.GetBytes(2L * text.Length), .. text.SelectMany(unit => new[] { (byte)unit, (byte)(unit >> 8) })];
}
