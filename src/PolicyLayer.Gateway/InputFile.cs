namespace PolicyLayer.Gateway;

/// <summary>Reading of files that a person named: what goes wrong there is said in one line.</summary>
internal static class InputFile
{
    /// <exception cref="CommandException">The file cannot be read.</exception>
    internal static T Read<T>(string path, string what, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException(
                $"Cannot read the {what} file '{path}': {failure.Message} Check the path and its permissions.");
        }
    }
}
