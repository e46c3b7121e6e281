namespace PolicyLayer.Gateway.Demo.Server;

/// <summary>One track of a <see cref="LiveSet"/>, which guards it.</summary>
internal sealed class Track(string name)
{
    internal string Name { get; set; } = name;

    internal double Volume { get; set; } = 0.85;

    internal string Monitoring { get; set; } = "auto";

    public override string ToString() =>
        FormattableString.Invariant($"{Name}: volume {Volume:0.00}, monitoring {Monitoring}");
}
