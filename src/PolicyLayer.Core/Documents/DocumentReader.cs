using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace PolicyLayer.Core.Documents;

/// <summary>Reads strict JSON into nodes with positions. Refuses keys that are equal after unescaping.</summary>
internal ref struct DocumentReader
{
    internal const int MaxDepth = 64;

    private readonly DiagnosticBag _problems;
    private Utf8JsonReader _json;
    private DocumentNode? _container;
    private int _lastEnd;

    private DocumentReader(SourceText source, DiagnosticBag problems)
    {
        _json = new(source.Utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        _problems = problems;
    }

    /// <summary>Reads the document; <see langword="null"/> if a problem ended the reading early.</summary>
    internal static DocumentNode? Read(SourceText source, DiagnosticBag problems)
    {
        var utf8 = source.Utf8;
        if (utf8.Length > SourceText.MaxBytes)
        {
            problems.At(0, DiagnosticCodes.TooLarge, node: null, "Expected at most 1 MiB of text, found more.");
            return null;
        }

        if (!Utf8.IsValid(utf8))
        {
            const string Message = "Expected Unicode text in UTF-8, found a byte or a surrogate that stands for no character.";
            problems.At(ValidLength(utf8), DiagnosticCodes.InvalidEncoding, node: null, Message);
            return null;
        }

        var reader = new DocumentReader(source, problems);
        try
        {
            return reader.ReadDocument();
        }
        catch (JsonException exception)
        {
            var problem = new SyntaxProblem(utf8, reader._lastEnd, (int)reader._json.BytesConsumed, reader._container);
            problem.AddTo(problems, exception);
            return null;
        }
    }

    private static int ValidLength(ReadOnlySpan<byte> utf8)
    {
        var length = 0;
        while (Rune.DecodeFromUtf8(utf8[length..], out _, out var consumed) == OperationStatus.Done)
            length += consumed;

        return length;
    }

    private DocumentNode ReadDocument()
    {
        Read();
        var root = ReadValue(default);

        // Reads on to the end, so that anything behind the document is found.
        Read();
        return root;
    }

    private bool Read()
    {
        var read = _json.Read();
        _lastEnd = (int)_json.BytesConsumed;
        return read;
    }

    private DocumentNode ReadValue(in DocumentPlace place)
    {
        var offset = (int)_json.TokenStartIndex;
        switch (_json.TokenType)
        {
            case JsonTokenType.StartObject:
                var parent = new DocumentNode(DocumentNodeKind.Object, offset, place);
                ReadMembers(parent);
                return parent;
            case JsonTokenType.StartArray:
                var list = new DocumentNode(DocumentNodeKind.Array, offset, place);
                ReadElements(list);
                return list;
            case JsonTokenType.String:
                var text = ReadText(out var isUnicode);
                var node = new DocumentNode(DocumentNodeKind.String, offset, place, text);
                if (!isUnicode)
                    ReportLoneSurrogate(offset, node, text);
                return node;
            case JsonTokenType.Number:
                return new(DocumentNodeKind.Number, offset, place, Encoding.UTF8.GetString(_json.ValueSpan));
            case JsonTokenType.Null:
                return new(DocumentNodeKind.Null, offset, place, "null");
            default:
                return new(DocumentNodeKind.Boolean, offset, place, _json.TokenType == JsonTokenType.True ? "true" : "false");
        }
    }

    private void ReadElements(DocumentNode list)
    {
        _container = list;
        while (Read() && _json.TokenType != JsonTokenType.EndArray)
            ReadValue(new(list));

        _container = list.Parent;
    }

    private void ReadMembers(DocumentNode parent)
    {
        _container = parent;
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (Read() && _json.TokenType != JsonTokenType.EndObject)
        {
            var keyOffset = (int)_json.TokenStartIndex;
            var key = ReadText(out var isUnicode);
            var isDuplicate = !keys.Add(key);
            Read();
            var member = ReadValue(new(parent, key, keyOffset, isDuplicate));
            if (!isUnicode)
                ReportLoneSurrogate(keyOffset, member, key);
            else if (isDuplicate)
                ReportDuplicate(member);
        }

        _container = parent.Parent;
    }

    // A lone surrogate is shown as U+FFFD from here on: output cannot hold one.
    private readonly string ReadText(out bool isUnicode)
    {
        var text = _json.ValueIsEscaped ? StringText.Unescape(_json.ValueSpan) : Encoding.UTF8.GetString(_json.ValueSpan);
        isUnicode = !StringText.HasLoneSurrogate(text);
        return isUnicode ? text : StringText.ReplaceLoneSurrogates(text);
    }

    private readonly void ReportLoneSurrogate(int offset, DocumentNode node, string text) => _problems.At(
        offset, DiagnosticCodes.LoneSurrogate, node,
        $"Expected Unicode text, found a lone surrogate in {Excerpt.Quote(text)}.");

    private readonly void ReportDuplicate(DocumentNode member) => _problems.AtKey(
        DiagnosticCodes.DuplicateKey, member, $"Expected each key once, found {Excerpt.Quote(member.Key!)} again.");
}
