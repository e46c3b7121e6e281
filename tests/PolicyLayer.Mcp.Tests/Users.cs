using System.Security.Claims;

namespace PolicyLayer.Mcp.Tests;

internal static class Users
{
    /// <summary>A user as a token names one, whom the host has authenticated.</summary>
    public static ClaimsPrincipal Of(string? issuer, params string[] subjects)
    {
        var claims = subjects.Select(subject => new Claim("sub", subject)).ToList();
        if (issuer is not null)
            claims.Add(new("iss", issuer));
        return new(new ClaimsIdentity(claims, "Bearer"));
    }
}
