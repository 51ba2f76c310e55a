"""What subscribers may rely on for years, a test for each promise.

The promises are those of the project's contract on calendars and feeds. A test's name begins with
the part of the contract and the number of the line there: `test_identity_4_…` is the fourth line
on identity and revision. All of them read what was published, as subscribers' programs do.
"""
