using System.Text.Json;

namespace PolicyLayer.Core.Tests.Attacks;

/// <summary>Arguments whose reader is held up at the start of one pass over them, while a test lets others go ahead.</summary>
/// <param name="pass">Which pass, from 1.</param>
/// <param name="meanwhile">What others do.</param>
internal sealed class StallingArguments(int pass, Action meanwhile)
    : SortedList<string, JsonElement>, IEnumerable<KeyValuePair<string, JsonElement>>
{
    private int _passes;

    IEnumerator<KeyValuePair<string, JsonElement>> IEnumerable<KeyValuePair<string, JsonElement>>.GetEnumerator()
    {
        if (++_passes == pass)
            meanwhile();
        return GetEnumerator();
    }
}
