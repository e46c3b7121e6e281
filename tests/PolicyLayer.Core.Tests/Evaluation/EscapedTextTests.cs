using PolicyLayer.Core.Evaluation;

namespace PolicyLayer.Core.Tests.Evaluation;

public sealed class EscapedTextTests
{
    [Fact]
    public void One_backslash_or_longer_character_anywhere_is_seen()
    {
        for (var length = 0; length <= 40; length++)
        {
            foreach (byte filler in new byte[] { (byte)'a', 0x00, 0x5B, 0x5D, 0x7F })
            {
                var text = new byte[length];
                Array.Fill(text, filler);
                Assert.True(EscapedText.IsLiteralAscii(text));

                for (var at = 0; at < length; at++)
                {
                    foreach (byte other in new byte[] { (byte)'\\', 0x80, 0xDC, 0xFF })
                    {
                        text[at] = other;
                        Assert.False(EscapedText.IsLiteralAscii(text), $"0x{other:X2} at {at} of {length}");
                    }

                    text[at] = filler;
                }
            }
        }
    }

    [Fact]
    public void Every_single_byte_is_told_right_among_others()
    {
        for (var value = 0; value <= byte.MaxValue; value++)
        {
            byte[] text = [(byte)'[', (byte)']', (byte)value, 0x5B, 0, (byte)']', 0x7F, 1, (byte)value];
            Assert.Equal(value < 0x80 && value != '\\', EscapedText.IsLiteralAscii(text));
        }
    }
}
