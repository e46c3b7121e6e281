using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;
using PolicyLayer.Core.DependencyInjection;

namespace PolicyLayer.Core.Tests.DependencyInjection;

/// <summary>A policy source that changes when a test says so, and can fail as sources elsewhere do.</summary>
internal sealed class ManualPolicySource(string name, string text) : IPolicySource
{
    private ConfigurationReloadToken _changed = new();
    private volatile string _text = text;

    public string Name => name;

    public string Origin => $"vault/{name}";

    internal string Text => _text;

    internal int Reads { get; private set; }

    /// <summary>Runs in every read, before the text is taken.</summary>
    internal Action OnRead { get; set; } = () => { };

    internal Action OnWatch { get; set; } = () => { };

    public ReadOnlyMemory<byte> Read()
    {
        Reads++;
        OnRead();
        return Encoding.UTF8.GetBytes(_text);
    }

    public IChangeToken Watch()
    {
        OnWatch();
        return _changed;
    }

    internal void Change(string text)
    {
        _text = text;
        Touch();
    }

    /// <summary>Tells of a change; when all who tell have returned, it has been acted on.</summary>
    internal void Touch() => Interlocked.Exchange(ref _changed, new()).OnReload();
}
