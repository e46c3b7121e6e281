using System.Text;

namespace PolicyLayer.Core.Tests.Fuzz;

/// <summary>Makes the bytes of a case: a sample with a few changes, the same ones for the same seed.</summary>
internal static class CaseMaker
{
    private const int MaxChanges = 4;

    internal static byte[] Make(int seed, FuzzSamples samples)
    {
        var random = new Random(seed);
        var sample = random.Next(samples.Bytes.Count);
        var changes = random.Next(2) == 0 ? 1 : random.Next(2, MaxChanges + 1);

        // One broken byte hides all that a reader of JSON would have met, so it is not in every case.
        var ofBytes = random.Next(8) switch
        {
            0 => changes,
            1 => random.Next(changes + 1),
            _ => 0,
        };
        var bytes = ofBytes == changes ? samples.Bytes[sample] : Changed(samples.Tokens[sample], changes - ofBytes);
        return new ByteMutator(random, samples.Bytes).Change(bytes, ofBytes);

        byte[] Changed(JsonTokens text, int times)
        {
            var mutator = new TokenMutator(random, samples);
            for (var left = times; left > 0; left--)
                text = mutator.Change(text);
            return Encoding.UTF8.GetBytes(string.Concat(text.Texts));
        }
    }
}
