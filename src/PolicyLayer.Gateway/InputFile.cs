namespace PolicyLayer.Gateway;

/// <summary>Reading of files that a person named: what goes wrong there is said in one line.</summary>
internal static class InputFile
{
    /// <exception cref="CommandException">The file cannot be read.</exception>
    internal static T Read<T>(string path, string what, Func<string, T> read)
    {
        if (path.Length == 0)
            throw new CommandException($"Cannot read the {what} file '': its name is empty. Name a file.");
        if (Directory.Exists(path))
            throw new CommandException($"Cannot read the {what} file '{path}': it is a directory. Name a file.");
        try
        {
            return read(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException(
                $"Cannot read the {what} file '{path}': {failure.Message.TrimEnd('.')}. Check the path and its permissions.");
        }
    }
}
