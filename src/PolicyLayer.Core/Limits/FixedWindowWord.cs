using System.Numerics;

namespace PolicyLayer.Core.Limits;

/// <summary>
/// The state of a fixed window in one word: the number of the window since the Unix epoch above, what is used of it below. How
/// many bits each gets follows from the window's length. An immutable value.
/// </summary>
internal readonly struct FixedWindowWord
{
    // The year 2514: a clock beyond it stays in the last window that can be written.
    private const long LastSecond = 1L << 34;
    private const int WordBits = 63;

    private readonly int _usedBits;
    private readonly long _lastWindow;
    private readonly long _window;

    internal FixedWindowWord(TimeSpan window)
    {
        _window = window.Ticks;
        _lastWindow = LastSecond / (window.Ticks / TimeSpan.TicksPerSecond);
        _usedBits = WordBits - (BitOperations.Log2((ulong)_lastWindow) + 1);
    }

    /// <summary>The most that fits below. One value less than the bits hold, so that no word equals a sealed one.</summary>
    internal long MaxUsed => (1L << _usedBits) - 2;

    /// <summary>The number of the window at a time of the wall clock.</summary>
    internal long WindowAt(long utcTicks) => Math.Clamp(utcTicks / _window, 0, _lastWindow);

    /// <summary>The time of the wall clock at which a window begins, in 100 ns since the Unix epoch.</summary>
    internal long StartOf(long number) => number * _window;

    /// <summary>The time from <paramref name="utcTicks"/> to the end of a window.</summary>
    internal long UntilEndOf(long number, long utcTicks) => (number + 1) * _window - utcTicks;

    internal long Pack(long number, long used) => (number << _usedBits) | used;

    internal (long Number, long Used) Unpack(long word) => (word >> _usedBits, word & ((1L << _usedBits) - 1));
}
