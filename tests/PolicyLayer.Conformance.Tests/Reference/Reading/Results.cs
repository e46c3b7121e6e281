namespace PolicyLayer.Conformance.Tests.Reference.Reading;

/// <summary>How several results come to one.</summary>
internal static class Results
{
    /// <summary>The conditions of a rule, or the elements of an array in <c>require</c>.</summary>
    internal static Result All(IReadOnlyCollection<Result> results) => Settle(results, Result.Fails, Result.Holds);

    /// <summary>The elements of an array, or the members of a list, of which one that holds is enough.</summary>
    internal static Result Any(IReadOnlyCollection<Result> results) => Settle(results, Result.Holds, Result.Fails);

    internal static Result Not(Result result) => result switch
    {
        Result.Holds => Result.Fails,
        Result.Fails => Result.Holds,
        _ => Result.Mismatch,
    };

    internal static Result Of(bool holds) => holds ? Result.Holds : Result.Fails;

    private static Result Settle(IReadOnlyCollection<Result> results, Result settles, Result otherwise) =>
        results.Contains(settles) ? settles : results.Contains(Result.Mismatch) ? Result.Mismatch : otherwise;
}
