namespace PolicyLayer.Benchmarks.Short;

/// <summary>The results for people, a line as soon as it is known.</summary>
internal static class ResultTable
{
    internal static void PrintHead() =>
        Print("row", "case", "min", "median", "bytes", "peer", "peer min", "bytes", "ratio", "target", "");

    internal static void Print(CaseResult result) => Print(
        result.Row,
        result.Case,
        $"{result.NsMin:N1}",
        $"{result.NsMedian:N1}",
        $"{result.Bytes:0.##}",
        result.Peer ?? "",
        $"{result.PeerNsMin:N1}",
        $"{result.PeerBytes:0.##}",
        $"{result.NsMin / result.PeerNsMin:N2}",
        result.Target,
        result.Verdict);

    private static void Print(
        string row,
        string name,
        string min,
        string median,
        string bytes,
        string peer,
        string peerMin,
        string peerBytes,
        string ratio,
        string target,
        string verdict) => Console.WriteLine(
            $"{row,-4} {name,-46} {min,12} {median,12} {bytes,10}  {peer,-39} {peerMin,11} {peerBytes,7} {ratio,5}  "
            + $"{target,-20}  {verdict}");
}
