using System.Runtime.InteropServices;
using System.Text.Json;

namespace PolicyLayer.Core.Evaluation;

/// <summary>A value and its text, which is looked up once for all that judge it. The first byte tells the JSON type.</summary>
internal readonly ref struct WrittenValue
{
    private readonly ref readonly JsonElement _element;

    /// <summary>Looks up the text of a value that is there.</summary>
    internal WrittenValue(ref readonly JsonElement element)
    {
        _element = ref element;
        Text = JsonMarshal.GetRawUtf8Value(element);
    }

    internal ref readonly JsonElement Element => ref _element;

    /// <summary>The value as it is written; a string with its quotes.</summary>
    internal ReadOnlySpan<byte> Text { get; }

    internal bool IsString => Text[0] == '"';

    internal bool IsNumber => Text[0] is (>= (byte)'0' and <= (byte)'9') or (byte)'-';

    internal bool IsArray => Text[0] == '[';

    internal bool IsTrue => Text[0] == 't';

    internal bool IsFalse => Text[0] == 'f';

    internal bool IsNull => Text[0] == 'n';

    /// <summary>What stands between the quotes of a string.</summary>
    internal ReadOnlySpan<byte> Inside => Text[1..^1];
}
