namespace PolicyLayer.Core.Limits;

/// <summary>What compare-exchange loops share.</summary>
internal static class Atomic
{
    /// <summary>Makes <paramref name="word"/> at least <paramref name="value"/>. It never gets lower by this.</summary>
    internal static void Raise(ref long word, long value)
    {
        var seen = Volatile.Read(ref word);
        while (seen < value)
        {
            var found = Interlocked.CompareExchange(ref word, value, seen);
            if (found == seen)
                return;
            seen = found;
        }
    }
}
