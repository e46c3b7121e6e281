using PolicyLayer.Core.Documents;

namespace PolicyLayer.Core.Validation;

/// <summary>The numbers that comparisons leave possible.</summary>
internal sealed class NumberRange
{
    private decimal? _low;
    private decimal? _high;
    private bool _isLowOut;
    private bool _isHighOut;

    internal bool IsEmpty => _low > _high || (_low == _high && _low is not null && (_isLowOut || _isHighOut));

    /// <summary>Takes in one more comparison; other operators leave the range as it is.</summary>
    internal void Narrow(string op, DocumentNode operand)
    {
        if (!DocumentNumber.TryReadExact(operand, out var bound))
            return;

        if (op is "gt" or "gte" && (_low is null || bound > _low || (bound == _low && op is "gt")))
            (_low, _isLowOut) = (bound, op is "gt");
        else if (op is "lt" or "lte" && (_high is null || bound < _high || (bound == _high && op is "lt")))
            (_high, _isHighOut) = (bound, op is "lt");
    }
}
