import { useState } from 'react';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { Icon } from '../../ui/Icon';
import { TextFilter } from '../../ui/TextFilter';

const MOST = 200;
/** More than fit on a screen. */
const MANY = 12;

/** Every edit as a sentence, to be taken out again one by one. */
export function BasketPanel() {
  const basket = useHeddle((s) => s.basket);
  const review = useHeddle((s) => s.basketReview?.view);
  const remove = useHeddle((s) => s.removeFromBasket);
  const empty = useHeddle((s) => s.emptyBasket);
  const load = useHeddle((s) => s.loadBasket);
  const lines = basket.value?.lines ?? [];
  // While it is planned again, what is known is about the positions of the basket before.
  const refused = review?.status === 'ready' ? (review.value?.plan.refused ?? []) : [];
  const refusedAt = [...new Set(refused.map(({ edit }) => edit))];
  const [text, setText] = useState('');
  const wanted = lines.length > MANY ? text.trim().toLowerCase() : '';
  const found = lines
    .map((line, at) => ({ ...line, at }))
    .filter(({ sentence, edit }) => !wanted || `${sentence} ${edit.account}`.toLowerCase().includes(wanted));
  return (
    <section className="change-card" aria-label="Basket">
      <h2>
        In the basket
        {lines.length ? (
          <button type="button" className="link-button" onClick={() => void empty()}>
            Empty the basket
          </button>
        ) : null}
      </h2>
      {basket.status === 'failed' ? (
        <ErrorPanel trouble={basket.trouble} title="The basket could not be kept" onRetry={() => void load()} />
      ) : null}
      {basket.value?.remark ? (
        <p className="plan-refused" role="alert">
          <Icon name="warning" size={14} /> {basket.value.remark}
        </p>
      ) : null}
      {lines.length === 0 ? (
        <p className="change-none">
          Empty. Choose <em>Grant…</em>, <em>Revoke…</em> or <em>Retag…</em> here, or <em>Change…</em> beside an access
          row.
        </p>
      ) : null}
      {lines.length > MANY ? <TextFilter label="Find in the basket" value={text} onChange={setText} /> : null}
      {refusedAt.length > 1 ? (
        <p className="basket-all-refused">
          <Button onClick={() => void remove(refusedAt)}>
            Take out the {refusedAt.length.toLocaleString('en-GB')} that would be refused
          </Button>
        </p>
      ) : null}
      <ol className={lines.length > MANY ? 'basket-lines is-long' : 'basket-lines'}>
        {found.slice(0, MOST).map(({ sentence, edit, at }) => {
          const refusal = refused.find((one) => one.edit === at);
          return (
            <li key={`${at} ${sentence}`} className={refusal ? 'is-refused' : undefined}>
              <span>
                {sentence} <small>in {edit.account}</small>
                {refusal ? (
                  <span className="basket-refusal">
                    <Icon name="warning" size={14} /> {refusal.message}
                  </span>
                ) : null}
              </span>
              <Button kind="icon" icon="close" label={`Take out: ${sentence}`} onClick={() => void remove([at])} />
            </li>
          );
        })}
      </ol>
      {wanted && found.length === 0 ? (
        <p className="change-none">No change in the basket says “{text.trim()}”.</p>
      ) : null}
      {found.length > MOST ? (
        <p className="change-none">
          and {(found.length - MOST).toLocaleString('en-GB')} more; find one by a word of its sentence
        </p>
      ) : null}
    </section>
  );
}
