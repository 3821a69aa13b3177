// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

@Suite struct ScriptFormatterTests {
  @Test(arguments: [
    ("", ""), ("\n \r\n\t\n", ""), ("print 1", "print 1\n"), ("\n\nprint 1\n\n\n", "print 1\n"),
    ("print 1\r\n\r\n \r\n\r\nprint 2\r\n", "print 1\n\nprint 2\n"),
    ("print 1; print 2;; seed 3;\n;\nseed 4", "print 1\nprint 2\nseed 3\nseed 4\n"),
    ("# a \t\r\n#b\n\n\n#c", "# a\n#b\n\n#c\n"), ("#", "#\n"),
    ("\u{FEFF}seed   1", "seed 1\n"),
  ])
  func linesAreEvenedOut(text: String, expected: String) {
    #expect(formatted(text) == expected)
  }

  @Test(arguments: [
    ("seed 30 % 1", nil), ("assert a>30%", "assert a > 30%"),
    ("train r=m lr=1e-4,time=90m , p=0.50", "train r = m lr=1e-4 time=90m p=0.50"),
    ("let x=(1E+3)*-(2.50)", "let x = 1E+3 * -2.50"),
    ("print \"caf\\u{E9}\\n\", (\"\\t\")", "print \"caf\\u{E9}\\n\", \"\\t\""),
    ("param p=90/05/5.0", "param p = 90/05/5.0"),
    ("baseline b=seasonal(30%,1e1) on d", "baseline b = seasonal on d 30% 1e1"),
    (
      "data d=rows [\"a\",\"b c\"] [[\"\\u{41}\",1e0]]",
      "data d = rows [a, \"b c\"] [[\"\\u{41}\", 1e0]]"
    ),
  ])
  func literalsStayAsWritten(text: String, expected: String?) {
    #expect(formatted(text) == expected.map { $0 + "\n" })
  }

  @Test func commentsBetweenStatementsStandInTheFirstColumn() {
    let text = """
      lstm 1 # edition
        # about the seed
      seed 1;   # the seed

         #%% A cell
        print 1 #%% no cell
      # the end
      """
    #expect(
      formatted(text) == """
        lstm 1  # edition
        # about the seed
        seed 1  # the seed

        #%% A cell
        print 1  #%% no cell
        # the end

        """)
  }

  @Test func rolesKeepTheirCommentsAndBlankLines() {
    let text = """
      data d = csv "a.csv" sep=";",header { # open

        # first
      text a tokens=char; target label # two


       # a column
         #%% cell
      window  # alone
      # last

      } # closed
      """
    #expect(
      formatted(text) == """
        data d = csv "a.csv" sep=";" header {  # open
          # first
          text   a tokens=char
          target label  # two

          # a column
        #%% cell
          window  # alone
          # last
        }  # closed

        """)
  }

  @Test func stacksKeepTheirComments() {
    let text = """
      model m for d = embed 8   # vectors
        # to read
        | lstm,16,x2,dropout=0.10 # reader
        # one number
        | output # end
      """
    #expect(
      formatted(text) == """
        model m for d =
          embed 8 |  # vectors
          # to read
          lstm 16 dropout=0.10 x2 |  # reader
          # one number
          output  # end

        """)
  }

  @Test func bracketsKeepTheirComments() {
    let text = """
      data d = rows [a,b] [ # table
        # good
        ["x", 1], # g

        ["y" # inner
        , 0]
        # last
      ]
      let e = [ # nothing
      ]
      assert (a > 1   # first
          and b > 2)  # second
      print (
        # above
        a + 1)
      show t a, # why
        b c
      """
    #expect(
      formatted(text) == """
        data d = rows [a, b] [  # table
          # good
          ["x", 1],  # g

          [
            "y",  # inner
            0
          ]
          # last
        ]
        let e = [  # nothing
        ]
        assert a > 1 and  # first
          b > 2           # second
        # above
        print a + 1
        show t a,  # why
          b, c

        """)
  }

  @Test func aStatementThatWouldNotReadTheSameStaysAsItIs() {
    let source = SourceText(name: "x", text: "let a =  [1, # b \r\n   2] # c \n\nseed  1")
    let result = ScriptFormatter.format(source, Parser.parse(source).script) { statement in
      if case .binding = statement.kind { "let a = [3]" } else { Formatter.unbroken(statement) }
    }
    #expect(result.text == "let a =  [1, # b\n   2] # c\n\nseed 1\n")
    #expect(result.keptCount == 1)
  }

  private func formatted(_ text: String) -> String? {
    try? CanonicalScript(of: SourceText(name: "x", text: text)).text
  }
}
