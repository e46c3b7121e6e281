using System.Security.Claims;
using PolicyLayer.Core;

namespace PolicyLayer.Mcp.Tests;

public sealed class UserGrantTests
{
    [Theory]
    [InlineData("https://login.example", "ann", "https://login.example|ann")]
    [InlineData("https://login.example", "auth0|7", "https://login.example|auth0|7")]
    [InlineData(@"a|b\c", "ann", @"a\|b\\c|ann")]
    public void A_grant_is_the_issuer_and_the_subject(string issuer, string subject, string grant) =>
        Assert.Equal(grant, UserGrant.For(issuer, subject));

    [Fact]
    public void No_two_users_share_a_grant()
    {
        string[] parts = [.. Texts(@"a|\", 4)];

        var grants = from issuer in parts from subject in parts select UserGrant.For(issuer, subject);

        Assert.Equal(parts.Length * parts.Length, grants.Distinct().Count());
    }

    [Theory]
    [InlineData("", "ann")]
    [InlineData("https://login.example", "")]
    public void An_empty_part_is_refused(string issuer, string subject) =>
        Assert.Throws<ArgumentException>(() => UserGrant.For(issuer, subject));

    public static TheoryData<Claim[]> ClaimsOfAnn =>
    [
        [new("iss", "https://a"), new("sub", "ann")],
        [new("iss", "https://a"), new("sub", "ann"), new(ClaimTypes.NameIdentifier, "another name")],
        [new("iss", "https://a"), new(ClaimTypes.NameIdentifier, "ann")],
        [new(ClaimTypes.NameIdentifier, "ann", ClaimValueTypes.String, "https://a")],
        [new("sub", "ann", ClaimValueTypes.String, "https://a")],
    ];

    [Theory]
    [MemberData(nameof(ClaimsOfAnn))]
    public async Task The_claims_of_a_user_give_the_grant_however_the_host_maps_them(Claim[] claims)
    {
        await using var server = GuardedServer.Of("""{"version": "1", "default": "deny"}""");
        server.User = new ClaimsPrincipal(new ClaimsIdentity(claims, "Bearer"));
        var client = await server.ConnectAsync();

        await client.CallToolAsync("record");

        var entry = Assert.Single(server.Log.Entries);
        Assert.Equal(DecisionCodes.NotListed, entry.Values["Code"]);
        Assert.Equal("https://a|ann", entry.Values["Grant"]);
    }

    private static IEnumerable<string> Texts(string alphabet, int longest) =>
        longest == 0
            ? []
            : [.. alphabet.Select(c => $"{c}"), .. Texts(alphabet, longest - 1).SelectMany(t => alphabet.Select(c => c + t))];
}
