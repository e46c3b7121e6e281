using System.Text;
using Microsoft.Extensions.Primitives;

namespace PolicyLayer.Core.DependencyInjection;

/// <summary>A policy document in the options. It never changes: another text is another source.</summary>
internal sealed record TextPolicySource(string Name, string Text) : IPolicySource
{
    // Text that UTF-8 cannot express is an error, not a replacement character.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string Origin => $"{nameof(PolicyLayerOptions.Policies)}:{Name}:{nameof(PolicyDocumentOptions.Text)}";

    public ReadOnlyMemory<byte> Read() => StrictUtf8.GetBytes(Text);

    public IChangeToken Watch() => new CancellationChangeToken(CancellationToken.None);
}
