using PolicyLayer.Core.Limits;

namespace PolicyLayer.Interleaving.Tests.Naive;

/// <summary>Limits of one admission each that are reserved in the order of the document, and wait for whatever is reserved.</summary>
internal sealed class NaiveJoint(TimeSpan window) : ICalls
{
    private readonly HashSet<char> _taken = [];

    public Answer Call(string grant = "alice", string tool = "a", bool isResolved = false)
    {
        Core.Limits.Interleaving.At(Step.AllHaveRoom);
        for (var i = 0; i < tool.Length; i++)
        {
            if (_taken.Add(tool[i]))
            {
                Core.Limits.Interleaving.At(Step.OneCharged);
                continue;
            }

            Core.Limits.Interleaving.At(Step.OneRefused);
            _taken.ExceptWith(tool[..i]);
            return new(IsAllowed: false, window);
        }

        return new(IsAllowed: true, GiveBack: () => _taken.ExceptWith(tool));
    }

    public void Reload(long max) => throw new NotSupportedException();
}
