namespace PolicyLayer.Gateway.Scan;

/// <summary>What may be secret in a URL: its user and password, the values of its query, and its fragment.</summary>
internal static class UrlSecrets
{
    /// <summary>The text without them, however they are escaped in it.</summary>
    internal static string StrikeOut(string text, string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var known))
            return text;

        // The longer first: a shorter one may be a part of it.
        foreach (var secret in PartsOf(known).SelectMany(Spellings).Where(part => part.Length > 0).OrderByDescending(part => part.Length))
            text = text.Replace(secret, "…", StringComparison.OrdinalIgnoreCase);
        return text;
    }

    private static IEnumerable<string> PartsOf(Uri url) =>
    [
        .. url.UserInfo.Split(':', 2),
        .. url.Query.TrimStart('?').Split('&').Select(parameter => parameter[(parameter.IndexOf('=') + 1)..]),
        url.Fragment.TrimStart('#'),
    ];

    private static IEnumerable<string> Spellings(string part)
    {
        var plain = Uri.UnescapeDataString(part);
        var asForm = Uri.UnescapeDataString(part.Replace('+', ' '));
        return [part, plain, asForm, Uri.EscapeDataString(plain), Uri.EscapeDataString(asForm)];
    }
}
