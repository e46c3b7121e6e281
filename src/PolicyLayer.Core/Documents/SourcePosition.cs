namespace PolicyLayer.Core.Documents;

/// <summary>A place in a text, as an editor shows it: both from 1, the column in UTF-16 units.</summary>
internal readonly record struct SourcePosition(int Line, int Column);
