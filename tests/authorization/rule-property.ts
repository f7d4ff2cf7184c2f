import fc from 'fast-check';
import { oracleAllows } from './oracle.ts';
import { type Questioned, questionedSite } from './random-site.ts';
import { type Rule, ruleAllows } from './server-rule.ts';

const questionsPerSite = 40;

/** The rule says what the oracle says, on any site. `asked` is told of each question that was answered. */
export function agreesWithOracle(
  rule: Rule,
  asked: (site: Questioned['site'], question: Questioned['questions'][number]) => void = () => {},
) {
  return fc.property(questionedSite(questionsPerSite), ({ site, questions }) => {
    for (const question of questions) {
      asked(site, question);
      if (ruleAllows(rule, site, question) !== oracleAllows(site, question)) return false;
    }
    return true;
  });
}
