namespace PolicyLayer.Gateway.Tests.Eval;

/// <summary>The policies that these tests replay calls against.</summary>
internal static class EvalPolicies
{
    /// <summary>Allows every call that is one, so that only malformed ones are denied.</summary>
    public const string AllowAll = """{"version":"1","default":"allow"}""";

    /// <summary>One tool, twice a minute for each grant.</summary>
    public const string TwicePerMinute =
        """
        {"version":"1","default":"deny","tools":{"t":{"limits":[{"counter":"c","window":"minute","max":2,"scope":"grant"}]}}}
        """;

    /// <summary>One tool, once a minute for each grant.</summary>
    public const string OncePerMinute =
        """
        {"version":"1","default":"deny","tools":{"t":{"limits":[{"counter":"c","window":"minute","max":1,"scope":"grant"}]}}}
        """;
}
