namespace PolicyLayer.Core.Validation;

/// <summary>The JSON types that a value may have and an operator can judge.</summary>
[Flags]
internal enum ValueTypes
{
    /// <summary>None: no value suits.</summary>
    None = 0,

    /// <summary>Strings.</summary>
    String = 1,

    /// <summary>Numbers.</summary>
    Number = 2,

    /// <summary><c>true</c> and <c>false</c>.</summary>
    Boolean = 4,

    /// <summary>Arrays.</summary>
    Array = 8,

    /// <summary>Every type there is.</summary>
    Any = String | Number | Boolean | Array | 16,
}
