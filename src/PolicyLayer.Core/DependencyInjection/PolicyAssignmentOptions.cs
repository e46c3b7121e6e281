namespace PolicyLayer.Core.DependencyInjection;

/// <summary>Gives a policy to one grant of one server, to every grant of one server, or to every caller there is.</summary>
public sealed class PolicyAssignmentOptions
{
    /// <summary>The server, compared ordinally; <see langword="null"/> for all servers.</summary>
    public string? Server { get; set; }

    /// <summary>The grant, compared ordinally; <see langword="null"/> for all grants of the server.</summary>
    public string? Grant { get; set; }

    /// <summary>The policy's name: a key of <see cref="PolicyLayerOptions.Policies"/>, or that of a registered source.</summary>
    public string? Policy { get; set; }
}
