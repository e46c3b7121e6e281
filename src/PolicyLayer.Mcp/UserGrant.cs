using System.Security.Claims;

namespace PolicyLayer.Mcp;

/// <summary>The grant of an authenticated user: who issued the identity, and whose it is.</summary>
public static class UserGrant
{
    /// <summary>
    /// The grant of a user, for policy assignments: <c>issuer|subject</c>, with <c>\</c> and <c>|</c> in the issuer escaped by
    /// a <c>\</c>, so that no two users share a grant.
    /// </summary>
    /// <param name="issuer">The issuer, such as the <c>iss</c> claim of a token.</param>
    /// <param name="subject">The subject, such as the <c>sub</c> claim of a token.</param>
    /// <returns>The grant.</returns>
    /// <exception cref="ArgumentException">Either is null or empty.</exception>
    public static string For(string issuer, string subject)
    {
        ArgumentException.ThrowIfNullOrEmpty(issuer);
        ArgumentException.ThrowIfNullOrEmpty(subject);
        var escaped = issuer
            .Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("|", @"\|", StringComparison.Ordinal);
        return $"{escaped}|{subject}";
    }

    /// <summary>
    /// The grant of an identity by its <c>sub</c> and <c>iss</c> claims, or <see langword="null"/> if they name nobody or
    /// more than one. ASP.NET maps the subject to a name of its own, and drops the issuer's claim where it notes the issuer on
    /// every claim.
    /// </summary>
    internal static string? Of(ClaimsIdentity identity)
    {
        var subject = Only(identity, "sub", ClaimTypes.NameIdentifier);
        var issuer = identity.HasClaim(claim => claim.Type == "iss") ? Only(identity, "iss")?.Value : subject?.Issuer;
        return string.IsNullOrEmpty(issuer) || string.IsNullOrEmpty(subject?.Value) ? null : For(issuer, subject.Value);
    }

    private static Claim? Only(ClaimsIdentity identity, params ReadOnlySpan<string> types)
    {
        foreach (var type in types)
        {
            var claims = identity.FindAll(type).Take(2).ToArray();
            if (claims.Length > 0)
                return claims.Length == 1 ? claims[0] : null;
        }

        return null;
    }
}
