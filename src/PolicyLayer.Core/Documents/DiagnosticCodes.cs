namespace PolicyLayer.Core.Documents;

/// <summary>
/// The catalogue: every kind of problem there is. 00xx is about the text, 01xx about shape, 02xx about meaning,
/// 04xx are warnings.
/// </summary>
internal static class DiagnosticCodes
{
    internal static readonly DiagnosticCode TooLarge = Error("PL0001");
    internal static readonly DiagnosticCode InvalidEncoding = Error("PL0002");
    internal static readonly DiagnosticCode InvalidJson = Error("PL0003");
    internal static readonly DiagnosticCode TooDeep = Error("PL0004");
    internal static readonly DiagnosticCode DuplicateKey = Error("PL0005");
    internal static readonly DiagnosticCode LoneSurrogate = Error("PL0006");
    internal static readonly DiagnosticCode TooManyProblems = Error("PL0007");

    internal static readonly DiagnosticCode UnknownKey = Error("PL0101");
    internal static readonly DiagnosticCode MissingKey = Error("PL0102");
    internal static readonly DiagnosticCode WrongType = Error("PL0103");
    internal static readonly DiagnosticCode UnknownWord = Error("PL0104");
    internal static readonly DiagnosticCode OutOfRange = Error("PL0105");
    internal static readonly DiagnosticCode WrongLength = Error("PL0106");

    internal static readonly DiagnosticCode InvalidToolName = Error("PL0201");
    internal static readonly DiagnosticCode HiddenTwice = Error("PL0202");
    internal static readonly DiagnosticCode InvalidName = Error("PL0203");
    internal static readonly DiagnosticCode MixedRule = Error("PL0204");
    internal static readonly DiagnosticCode InvalidPath = Error("PL0205");
    internal static readonly DiagnosticCode WrongOperand = Error("PL0206");
    internal static readonly DiagnosticCode InexactNumber = Error("PL0207");
    internal static readonly DiagnosticCode CounterTwice = Error("PL0208");
    internal static readonly DiagnosticCode CounterConflict = Error("PL0209");
    internal static readonly DiagnosticCode InvalidPattern = Error("PL0210");
    internal static readonly DiagnosticCode InvalidDirectory = Error("PL0211");
    internal static readonly DiagnosticCode BurstWithoutBucket = Error("PL0212");
    internal static readonly DiagnosticCode TwoCosts = Error("PL0213");
    internal static readonly DiagnosticCode InexactBudget = Error("PL0214");
    internal static readonly DiagnosticCode CostOfAnyTool = Error("PL0215");

    internal static readonly DiagnosticCode NeverReached = Warning("PL0401");
    internal static readonly DiagnosticCode HiddenAndListed = Warning("PL0402");
    internal static readonly DiagnosticCode ZeroLimit = Warning("PL0403");
    internal static readonly DiagnosticCode AlwaysHolds = Warning("PL0404");
    internal static readonly DiagnosticCode NeverHolds = Warning("PL0405");

    private static DiagnosticCode Error(string id) => new(id, DiagnosticSeverity.Error);

    private static DiagnosticCode Warning(string id) => new(id, DiagnosticSeverity.Warning);
}
