namespace PolicyLayer.Core.Documents;

/// <summary>The JSON type of a <see cref="DocumentNode"/>.</summary>
internal enum DocumentNodeKind
{
    Object,
    Array,
    String,
    Number,
    Boolean,
    Null,
}
