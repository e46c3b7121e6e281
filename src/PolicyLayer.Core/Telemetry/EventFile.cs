namespace PolicyLayer.Core.Telemetry;

/// <summary>
/// Appends to a file that is open no longer than that takes: it may be moved, deleted or cut short between two batches, and a
/// failure leaves nothing behind that would have to be repaired.
/// </summary>
internal static class EventFile
{
    /// <exception cref="IOException">It cannot be written, in part or at all.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    internal static void Append(string path, ReadOnlySpan<byte> lines)
    {
        using var file = new FileStream(
            path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, bufferSize: 0);
        if (file.CanSeek && file.Length > 0)
        {
            // A batch that did not fit on the disk may have ended within a line. That line is lost, and only that one.
            file.Seek(-1, SeekOrigin.End);
            if (file.ReadByte() != '\n')
                file.WriteByte((byte)'\n');
        }

        file.Write(lines);
    }
}
