namespace PolicyLayer.Core.Documents;

/// <summary>Where a value goes while a document is read. The default value is the root.</summary>
/// <param name="Parent">The object or list that holds the value.</param>
/// <param name="Key">The key in an object; <see langword="null"/> in a list.</param>
/// <param name="KeyOffset">Where the key starts.</param>
/// <param name="IsDuplicate">Whether an earlier member has the same key.</param>
internal readonly record struct DocumentPlace(
    DocumentNode? Parent, string? Key = null, int KeyOffset = 0, bool IsDuplicate = false);
