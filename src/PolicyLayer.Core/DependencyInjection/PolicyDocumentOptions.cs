namespace PolicyLayer.Core.DependencyInjection;

/// <summary>Where one policy document is. Exactly one of the two is set.</summary>
public sealed class PolicyDocumentOptions
{
    /// <summary>
    /// The file with the document. A relative path starts at the host's content root, or at the application's base directory
    /// where there is no host.
    /// </summary>
    public string? File { get; set; }

    /// <summary>The document itself.</summary>
    public string? Text { get; set; }
}
