using Microsoft.Extensions.Logging;

namespace PolicyLayer.Mcp.Tests;

internal sealed record LogEntry(LogLevel Level, string Text, IReadOnlyDictionary<string, object?> Values, Exception? Exception);
