using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;
using PolicyLayer.Core.DependencyInjection;

namespace PolicyLayer.Core.Tests.Faults;

/// <summary>A policy source of any bytes, every part of which can fail.</summary>
internal sealed class FaultySource : IPolicySource
{
    private ConfigurationReloadToken _changed = new();

    internal byte[] Content { get; set; } = [];

    internal bool FailsToRead { get; set; }

    internal bool FailsToWatch { get; set; }

    internal bool HasNoOrigin { get; set; }

    /// <summary>What is handed out instead of a token that works.</summary>
    internal Func<IChangeToken>? UselessToken { get; set; }

    public string Name => "main";

    public string Origin => HasNoOrigin ? throw new TimeoutException("The vault is sealed.") : "vault/main";

    public ReadOnlyMemory<byte> Read() => FailsToRead ? throw new TimeoutException("The vault is sealed.") : Content;

    public IChangeToken Watch() => FailsToWatch ? throw new TimeoutException("The vault is sealed.")
        : UselessToken is { } useless ? useless()
        : _changed;

    internal void Set(string text) => Set(Encoding.UTF8.GetBytes(text));

    internal void Set(byte[] content)
    {
        Content = content;
        Interlocked.Exchange(ref _changed, new()).OnReload();
    }
}
