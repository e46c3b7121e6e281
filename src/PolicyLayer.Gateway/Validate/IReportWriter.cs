namespace PolicyLayer.Gateway.Validate;

/// <summary>Where the outcome of a check goes, file by file.</summary>
internal interface IReportWriter
{
    void Write(CheckedFile file);
}
